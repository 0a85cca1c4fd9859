"""What is known of the structure one has chosen."""
