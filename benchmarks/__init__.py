"""What users wait for, beside bare PyVista showing the same triangles in the same run."""
