"""Two worlds, every state, and names: what shows that nobody is told what is sealed."""
