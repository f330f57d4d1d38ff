"""The lead's screen: the rules in force and before, the folder in which they change, and what people made of them."""
