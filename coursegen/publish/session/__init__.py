"""Publishing without web services: through the pages that a person with a password sees."""
