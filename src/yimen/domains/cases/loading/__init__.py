"""Writing many cases with their history at once; what is refused one by one is refused here as well."""
