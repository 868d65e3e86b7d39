--
-- PostgreSQL database dump
--

\restrict aBc123

SELECT 1;

SELECT 2;
\unrestrict aBc123

