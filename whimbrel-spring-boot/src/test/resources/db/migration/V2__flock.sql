INSERT INTO bird VALUES (1, '${name}');
