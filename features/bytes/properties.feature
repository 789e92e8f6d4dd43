Feature: Properties that may not be there
  In MQTT 5.0 each property has packets where it may stand, once unless it is a User Property, and values
  that it may have. The examples go through all properties in all packets that a client sends, and through
  the identifiers that no property has.

  @must @server @negative
  Scenario Outline: A property in a packet where it may not stand ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a property that belongs elsewhere" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-07
    Examples:
      | version | packet      | outcome                            |
      | 5.0     | CONNECT     | malformed CONNECT                  |
      | 5.0     | PUBLISH     | malformed packet or protocol error |
      | 5.0     | PUBACK      | malformed packet or protocol error |
      | 5.0     | PUBREC      | malformed packet or protocol error |
      | 5.0     | PUBREL      | malformed packet or protocol error |
      | 5.0     | PUBCOMP     | malformed packet or protocol error |
      | 5.0     | SUBSCRIBE   | malformed packet or protocol error |
      | 5.0     | UNSUBSCRIBE | malformed packet or protocol error |
      | 5.0     | DISCONNECT  | malformed packet or protocol error |
      | 5.0     | AUTH        | malformed packet or protocol error |

    @MQTT-5.0:X-21
    Examples:
      | version | packet | outcome           |
      | 5.0     | will   | malformed CONNECT |

  @must @server @negative
  Scenario Outline: An identifier that no property has ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "an identifier that no property has" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-08
    Examples:
      | version | packet      | outcome           |
      | 5.0     | CONNECT     | malformed CONNECT |
      | 5.0     | will        | malformed CONNECT |
      | 5.0     | PUBLISH     | malformed packet  |
      | 5.0     | PUBACK      | malformed packet  |
      | 5.0     | PUBREC      | malformed packet  |
      | 5.0     | PUBREL      | malformed packet  |
      | 5.0     | PUBCOMP     | malformed packet  |
      | 5.0     | SUBSCRIBE   | malformed packet  |
      | 5.0     | UNSUBSCRIBE | malformed packet  |
      | 5.0     | DISCONNECT  | malformed packet  |
      | 5.0     | AUTH        | malformed packet  |

  @must @server @negative
  Scenario Outline: A property other than User Property stands once: <packet> of <version>
    Given MQTT <version>
    When each case of "a property that stands twice" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-06
    Examples:
      | version | packet     | outcome                   |
      | 5.0     | CONNECT    | protocol error in CONNECT |
      | 5.0     | PUBLISH    | protocol error            |
      | 5.0     | PUBACK     | protocol error            |
      | 5.0     | PUBREC     | protocol error            |
      | 5.0     | PUBREL     | protocol error            |
      | 5.0     | PUBCOMP    | protocol error            |
      | 5.0     | SUBSCRIBE  | protocol error            |
      | 5.0     | DISCONNECT | protocol error            |
      | 5.0     | AUTH       | protocol error            |

    @MQTT-5.0:X-21
    Examples:
      | version | packet | outcome                   |
      | 5.0     | will   | protocol error in CONNECT |

  @must @server @negative
  Scenario Outline: A property that the end of its list cuts ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a property that the end of its list cuts" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-09
    Examples:
      | version | packet      | outcome           |
      | 5.0     | CONNECT     | malformed CONNECT |
      | 5.0     | will        | malformed CONNECT |
      | 5.0     | PUBLISH     | malformed packet  |
      | 5.0     | PUBACK      | malformed packet  |
      | 5.0     | PUBREC      | malformed packet  |
      | 5.0     | PUBREL      | malformed packet  |
      | 5.0     | PUBCOMP     | malformed packet  |
      | 5.0     | SUBSCRIBE   | malformed packet  |
      | 5.0     | UNSUBSCRIBE | malformed packet  |
      | 5.0     | DISCONNECT  | malformed packet  |
      | 5.0     | AUTH        | malformed packet  |

  @must @server @negative
  Scenario Outline: A property has a value of its range: <packet> of <version>
    Given MQTT <version>
    When each case of "a property with a value that it may not have" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-15 @MQTT-5.0:X-16 @MQTT-5.0:X-17 @MQTT-5.0:X-18
    Examples:
      | version | packet  | outcome                   |
      | 5.0     | CONNECT | protocol error in CONNECT |

    @MQTT-5.0:X-43
    Examples:
      | version | packet    | outcome        |
      | 5.0     | SUBSCRIBE | protocol error |

  @may @client @negative
  Scenario Outline: A broker may end the connection after a property with a value that it may not have: <packet> of <version>
    Given MQTT <version>
    When each case of "a property with a value that it may not have" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.1.4-1
    Examples:
      | version | packet | outcome                   |
      | 5.0     | will   | protocol error in CONNECT |

    @MQTT-5.0:4.13.1-1
    Examples:
      | version | packet  | outcome        |
      | 5.0     | PUBLISH | protocol error |

  @must @server @negative
  Scenario Outline: Authentication Data comes with Authentication Method: <packet> of <version>
    Given MQTT <version>
    When each case of "Authentication Data without Authentication Method" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-19
    Examples:
      | version | packet  | outcome                   |
      | 5.0     | CONNECT | protocol error in CONNECT |

    @MQTT-5.0:X-56
    Examples:
      | version | packet | outcome                            |
      | 5.0     | AUTH   | malformed packet or protocol error |

  @may @client @negative
  Scenario Outline: A broker may end the connection after a reason code that the client may not send there: <packet> of <version>
    Given MQTT <version>
    When each case of "a reason code that the client may not send there" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.4.2-1
    Examples:
      | version | packet | outcome                            |
      | 5.0     | PUBACK | malformed packet or protocol error |

    @MQTT-5.0:3.5.2-1
    Examples:
      | version | packet | outcome                            |
      | 5.0     | PUBREC | malformed packet or protocol error |

    @MQTT-5.0:3.6.2-1
    Examples:
      | version | packet | outcome                            |
      | 5.0     | PUBREL | malformed packet or protocol error |

    @MQTT-5.0:3.7.2-1
    Examples:
      | version | packet  | outcome                            |
      | 5.0     | PUBCOMP | malformed packet or protocol error |

    @MQTT-5.0:3.14.2-1
    Examples:
      | version | packet     | outcome                            |
      | 5.0     | DISCONNECT | malformed packet or protocol error |

    @MQTT-5.0:3.15.2-1
    Examples:
      | version | packet | outcome                            |
      | 5.0     | AUTH   | malformed packet or protocol error |
