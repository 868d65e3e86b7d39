 	
SELECT	1+1
  ;
SELECT 2;
