// Module Documents.
