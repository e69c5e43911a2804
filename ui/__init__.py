"""The page: Gradio Blocks over the service, behind a guard of our own."""
