"""The pages of activities, one module a type: `show(visit)`. A type without one is shown by `other`."""
