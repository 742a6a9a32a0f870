"""Lines made ready for reading: cleaned, put together or cut, and the headings among them."""
