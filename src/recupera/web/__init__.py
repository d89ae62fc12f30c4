"""What every door with pages puts around them: headers, the content policy, plain parameters."""
