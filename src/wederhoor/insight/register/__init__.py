"""The register as people use it: its columns and their words, filtered lists with sums, exports, and registers read from elsewhere."""
