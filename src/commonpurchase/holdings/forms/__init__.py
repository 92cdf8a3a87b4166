"""What people type here, validated."""
