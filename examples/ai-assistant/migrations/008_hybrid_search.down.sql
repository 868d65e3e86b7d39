DROP FUNCTION IF EXISTS search_knowledge(text, vector, integer);
