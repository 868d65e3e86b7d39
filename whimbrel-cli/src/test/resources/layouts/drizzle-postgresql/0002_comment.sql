-- Custom SQL migration file, put your code below! --
COMMENT ON TABLE users IS 'who talks';
