"""What must survive a crash: updates taken once, messages shown, deliveries settled."""
