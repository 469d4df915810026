"""What several documents share: words with the typography of the course, its times, its questions on paper."""
