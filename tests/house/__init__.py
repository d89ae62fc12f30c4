"""What tests live in: database servers, the running processes, a mail server, a browser."""
