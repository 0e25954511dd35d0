/* On a narrow screen the office's rooms stand in one line: show the one that is open. */
const here = document.querySelector(".office-nav [aria-current]");
if (here) {
  const line = here.parentElement;
  line.scrollLeft = here.offsetLeft - line.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
}
