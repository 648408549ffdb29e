"""What people give, made into a request: bytes in, a `Draft` or a clear `InputError` out."""
