// The knowledge graph:
//   (:Document)-[:HAS_CHUNK]->(:Chunk)-[:MENTIONS {count}]->(:Entity)-[:OF_TYPE]->(:EntityType)
//   (:Entity)-[:RELATED_TO {kind, weight}]->(:Entity)
// Document.id and Chunk.id are those of the tables documents and chunks.

CREATE CONSTRAINT document_id FOR (d:Document) REQUIRE d.id IS UNIQUE;
CREATE CONSTRAINT chunk_id FOR (c:Chunk) REQUIRE c.id IS UNIQUE;
CREATE CONSTRAINT entity_id FOR (e:Entity) REQUIRE e.id IS UNIQUE;
// The same name may stand for a person and a place, but for each only once.
CREATE CONSTRAINT entity_name_and_type FOR (e:Entity) REQUIRE (e.name, e.type) IS UNIQUE;
CREATE CONSTRAINT entity_type_name FOR (t:EntityType) REQUIRE t.name IS UNIQUE;

CREATE INDEX entity_type FOR (e:Entity) ON (e.type);
CREATE INDEX mentions_count FOR ()-[m:MENTIONS]-() ON (m.count);
CREATE INDEX related_to_kind FOR ()-[r:RELATED_TO]-() ON (r.kind);
CREATE FULLTEXT INDEX entity_search FOR (e:Entity) ON EACH [e.name, e.description];

// What entities may be, and how they may be related.
UNWIND ['Person', 'Organization', 'Place', 'Concept', 'Event'] AS name
CREATE (:EntityType {name: name});

UNWIND [
    ['Person', 'WORKS_FOR', 'Organization'],
    ['Organization', 'LOCATED_IN', 'Place'],
    ['Event', 'LOCATED_IN', 'Place'],
    ['Person', 'TAKES_PART_IN', 'Event'],
    ['Concept', 'PART_OF', 'Concept']
] AS allowed
MATCH (from:EntityType {name: allowed[0]}), (to:EntityType {name: allowed[2]})
CREATE (from)-[:MAY_RELATE {kind: allowed[1]}]->(to);
