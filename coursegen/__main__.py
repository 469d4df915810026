"""`python -m coursegen` is the command line."""

from coursegen.cli import main

if __name__ == "__main__":
    main()
