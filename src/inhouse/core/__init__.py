"""Words every floor shares: errors, results, money, dates and dated parameters."""
