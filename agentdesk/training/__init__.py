"""Training: session files — a conversation and what the agents on the floor did, and when — and their replay."""
