"""What holds for any request: the core against hashlib, hmac and itself."""
