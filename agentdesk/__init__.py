"""A ticket desk in the terminal for the customer-service team of a short-video, live and shop platform."""

__version__ = "0.1.0"
