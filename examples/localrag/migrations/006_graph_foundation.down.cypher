// What the application has put into the graph stays; without the constraints nothing keeps it free of doubles.

MATCH (t:EntityType) DETACH DELETE t;

DROP INDEX entity_search;
DROP INDEX related_to_kind;
DROP INDEX mentions_count;
DROP INDEX entity_type;
DROP CONSTRAINT entity_type_name;
DROP CONSTRAINT entity_name_and_type;
DROP CONSTRAINT entity_id;
DROP CONSTRAINT chunk_id;
DROP CONSTRAINT document_id;
