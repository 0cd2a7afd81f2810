"""People, assets, licences, data and knowledge coming across, and the gates they pass."""
