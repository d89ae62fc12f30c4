"""The calendar and its two clocks: hours of service, and the business days of the law."""
