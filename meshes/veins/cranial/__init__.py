"""The craniocervical network: from the sinuses of the skull base to the veins of the upper neck."""
