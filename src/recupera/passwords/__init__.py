"""What a new password must be (NIST SP 800-63B-4, 3.1.1.2), the same wherever it is looked at."""

from recupera.passwords.rules import LONGEST, Reason, check, prepared

__all__ = ["LONGEST", "Reason", "check", "prepared"]
