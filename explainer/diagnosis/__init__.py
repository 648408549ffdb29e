"""From a wrong signature to the mistakes that made it: the search, the checks, the verdict."""
