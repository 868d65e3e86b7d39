/* a dump */
\restrict aBc123
SELECT 1;
\unrestrict aBc123
