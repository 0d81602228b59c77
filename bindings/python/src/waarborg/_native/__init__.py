"""What stands between Python and the native library. Nothing here is for users of the package."""
