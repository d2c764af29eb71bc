"""Storage and search of text: embeddings, Chroma, BM25.

Knows LangChain's Document and Embeddings, no readouts.
"""
