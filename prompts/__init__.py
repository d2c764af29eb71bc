"""The product's wording as Markdown templates, apart from the code that fills them."""
