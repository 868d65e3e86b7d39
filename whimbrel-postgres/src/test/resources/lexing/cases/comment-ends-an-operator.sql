SELECT 1 -/* ; */ 1; SELECT 1 */* ; */ 1; SELECT 1 *-- ;
 1; SELECT 1 @-- ;
; SELECT 1 +-/* ; */+ 2; SELECT a //* ; */ b;
SELECT 2;
