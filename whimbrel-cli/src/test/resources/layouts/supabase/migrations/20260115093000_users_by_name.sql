create index users_by_name on public.users (name);
