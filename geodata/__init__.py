"""What is known of the district: records, Pictures, counts and analyses. Knows no screen."""
