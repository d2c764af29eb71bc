"""Measure the product on gold questions: passes, citations, abstention, attribution, time."""
