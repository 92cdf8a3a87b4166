"""The nouns of holdings: what is held and how, what is attested, what is asked for."""
