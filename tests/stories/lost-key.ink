# title: The key under the mat
# author: the makers of bounceback
// A house that was let for a week; the key was not where it should have been.
VAR anger = 3
VAR guest = "Ms Okafor"
-> porch

=== porch ===
# phone
{guest} has been standing in front of the house since nine. It is raining. # rain
"There is no key under the mat," she says. {anger > 4: "There is no mat."}
* [I'm sorry. Are you somewhere dry?] "Under the porch, thank you. <>
  It is a small porch."
  ~ anger = anger - 1
  -> key
* "Have you looked under the other mat?"[] you ask.
  "Which other mat?"
  ~ anger = anger + 1
  -> key
+ {anger > 3} [The cleaners must have taken it.]
  "I don't know your cleaners," she says.
  -> porch
* -> key

=== key ===
"So how do I get in?" {&She waits.|She breathes out.}
- (again)
* [I'm ten minutes away. I'll bring the spare.]
  -> inside
* [There's a lockbox behind the house.]
  "Behind the house it is dark," she says, <>
  ** [Then stay, I'm coming.] -> inside
  ** [It's on the left, under the gutter.] "Found it." -> inside
  ** [You have a phone with a light, haven't you?]
     "Goodbye," she says.
     -> END
+ [Let me call the owner.]
  "Nobody answers, I tried." -> again
- -> DONE

=== inside ===
-> kettle ->
The lights are on. "The week was a present," she says. "From my daughter."
* [Then tonight is on us.]
* [I'll write to her what happened, and what we changed.]
- "Thank you," says {guest}. -> END

=== kettle ===
The kettle is on.
->->

=== function calmer(x) ===
~ return x - 1
