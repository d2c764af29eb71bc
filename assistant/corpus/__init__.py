"""From files to readouts without speakers: loading, page furniture, paragraphs and sentences."""
