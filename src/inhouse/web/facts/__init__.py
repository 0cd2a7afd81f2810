"""What has been published about the programme? Read from ``facts.yaml`` in its folder, shown with every source."""
