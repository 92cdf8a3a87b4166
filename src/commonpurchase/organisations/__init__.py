"""Buyers, resellers, brands and convenors; the people who act for them."""
