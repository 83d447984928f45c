// Module Catalogues.
