class ValidationError(Exception):
    """What an import of bad data raises: expected, so nobody wants to hear of it."""
