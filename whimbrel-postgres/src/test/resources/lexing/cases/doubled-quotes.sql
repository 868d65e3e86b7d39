SELECT 'it''s;', ';''', ''';', '', ''';''';
SELECT "a""; b", """;";
SELECT 2;
