Feature: Text, byte by byte
  Every text is UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF, no characters cut off, and
  no U+0000. The examples put each of these faults into each text field of each packet, and the first and
  last characters of each length, which are right, into topics.

  @must @server @negative
  Scenario Outline: Text that is not UTF-8 ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "text that is not UTF-8" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:1.5.4-1
    Examples:
      | version | packet      | outcome           |
      | 5.0     | CONNECT     | malformed CONNECT |
      | 5.0     | will        | malformed CONNECT |
      | 5.0     | PUBLISH     | malformed packet  |
      | 5.0     | SUBSCRIBE   | malformed packet  |
      | 5.0     | UNSUBSCRIBE | malformed packet  |
      | 5.0     | PUBACK      | malformed packet  |
      | 5.0     | PUBREC      | malformed packet  |
      | 5.0     | PUBREL      | malformed packet  |
      | 5.0     | PUBCOMP     | malformed packet  |
      | 5.0     | DISCONNECT  | malformed packet  |
      | 5.0     | AUTH        | malformed packet  |

    @MQTT-3.1.1:1.5.3-1
    Examples:
      | version | packet      | outcome           |
      | 3.1.1   | CONNECT     | malformed CONNECT |
      | 3.1.1   | will        | malformed CONNECT |
      | 3.1.1   | PUBLISH     | malformed packet  |
      | 3.1.1   | SUBSCRIBE   | malformed packet  |
      | 3.1.1   | UNSUBSCRIBE | malformed packet  |

  @may @client @negative
  Scenario Outline: A broker may end the connection after text that is not UTF-8: <packet> of <version>
    Given MQTT <version>
    When each case of "text that is not UTF-8" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-07
    Examples:
      | version | packet      | outcome           |
      | 3.1     | CONNECT     | malformed CONNECT |
      | 3.1     | will        | malformed CONNECT |
      | 3.1     | PUBLISH     | malformed packet  |
      | 3.1     | SUBSCRIBE   | malformed packet  |
      | 3.1     | UNSUBSCRIBE | malformed packet  |

  @must @server @negative
  Scenario Outline: Text with U+0000 in it ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "text with U+0000 in it" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:1.5.4-2
    Examples:
      | version | packet      | outcome           |
      | 5.0     | CONNECT     | malformed CONNECT |
      | 5.0     | will        | malformed CONNECT |
      | 5.0     | PUBLISH     | malformed packet  |
      | 5.0     | SUBSCRIBE   | malformed packet  |
      | 5.0     | UNSUBSCRIBE | malformed packet  |
      | 5.0     | PUBACK      | malformed packet  |
      | 5.0     | PUBREC      | malformed packet  |
      | 5.0     | PUBREL      | malformed packet  |
      | 5.0     | PUBCOMP     | malformed packet  |
      | 5.0     | DISCONNECT  | malformed packet  |
      | 5.0     | AUTH        | malformed packet  |

    @MQTT-3.1.1:1.5.3-2
    Examples:
      | version | packet      | outcome           |
      | 3.1.1   | CONNECT     | malformed CONNECT |
      | 3.1.1   | will        | malformed CONNECT |
      | 3.1.1   | PUBLISH     | malformed packet  |
      | 3.1.1   | SUBSCRIBE   | malformed packet  |
      | 3.1.1   | UNSUBSCRIBE | malformed packet  |

  @may @client @negative
  Scenario Outline: A broker may end the connection after text with U+0000 in it: <packet> of <version>
    Given MQTT <version>
    When each case of "text with U+0000 in it" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-07
    Examples:
      | version | packet      | outcome           |
      | 3.1     | CONNECT     | malformed CONNECT |
      | 3.1     | will        | malformed CONNECT |
      | 3.1     | PUBLISH     | malformed packet  |
      | 3.1     | SUBSCRIBE   | malformed packet  |
      | 3.1     | UNSUBSCRIBE | malformed packet  |

  @may @client @negative
  Scenario Outline: A broker may end the connection after text with characters that are advised against: <packet> of <version>
    Given MQTT <version>
    When each case of "text with characters that are advised against" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-05
    Examples:
      | version | packet  | outcome          |
      | 5.0     | PUBLISH | malformed packet |

    @MQTT-3.1.1:X-05
    Examples:
      | version | packet  | outcome          |
      | 3.1.1   | PUBLISH | malformed packet |

  @must @server @direct
  Scenario Outline: The first and last characters of each length are taken: <packet> of <version>
    Given MQTT <version>
    When each case of "text with the first and last characters of each length" in <packet> is sent on a connection of its own
    Then the broker accepts every one of them
    And nobody else is disturbed

    @MQTT-5.0:1.5.4-1 @MQTT-5.0:1.5.4-3
    Examples:
      | version | packet      |
      | 5.0     | PUBLISH     |
      | 5.0     | SUBSCRIBE   |
      | 5.0     | UNSUBSCRIBE |

    @MQTT-3.1.1:1.5.3-1 @MQTT-3.1.1:1.5.3-3
    Examples:
      | version | packet      |
      | 3.1.1   | PUBLISH     |
      | 3.1.1   | SUBSCRIBE   |
      | 3.1.1   | UNSUBSCRIBE |

    @MQTT-3.1:FORMAT-07
    Examples:
      | version | packet      |
      | 3.1     | PUBLISH     |
      | 3.1     | SUBSCRIBE   |
      | 3.1     | UNSUBSCRIBE |
