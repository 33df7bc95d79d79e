"""The domain of Zaaiplan: plain Python, without web, database, spreadsheet or file."""
