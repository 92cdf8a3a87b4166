"""What each organisation holds: custody, attestations, exposure reports, Freedom of Information cases."""
