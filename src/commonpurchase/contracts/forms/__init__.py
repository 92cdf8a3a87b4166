"""What people type about contracts, validated."""
