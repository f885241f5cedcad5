"""What takes several services, done in steps: each step on the record is handed to the workplace, those at a network are not."""
